resource "terraform_data" "instance" {
  input            = "web"
  triggers_replace = { image = "ami-1", zone = "a" }

  lifecycle {
    create_before_destroy = true
  }
}
