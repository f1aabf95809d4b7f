resource "terraform_data" "instance" {
  input            = "web"
  triggers_replace = { image = "ami-2", zone = "a" }
}
