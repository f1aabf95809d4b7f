resource "terraform_data" "instance" {
  input = "web"
}
