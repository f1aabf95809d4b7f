resource "terraform_data" "web" {
  input = "other"
}

output "web" {
  value = terraform_data.web.output
}
