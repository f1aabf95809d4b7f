resource "terraform_data" "web" {
  input = "same"
}

output "web" {
  value = terraform_data.web.output
}
