resource "terraform_data" "image" {
  input = "v1"
}

resource "terraform_data" "instance" {
  input = "web"

  lifecycle {
    replace_triggered_by = [terraform_data.image]
  }
}
