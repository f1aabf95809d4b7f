resource "terraform_data" "instance" {
  input            = "web"
  triggers_replace = { image = "ami-2", zone = "a" }

  lifecycle {
    create_before_destroy = true
  }
}
