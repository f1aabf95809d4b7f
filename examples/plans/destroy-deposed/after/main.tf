resource "terraform_data" "instance" {
  input            = "web"
  triggers_replace = "v2"

  lifecycle {
    create_before_destroy = true
  }
}
