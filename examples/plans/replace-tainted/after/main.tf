resource "terraform_data" "instance" {
  input = "web"

  provisioner "local-exec" {
    command = "exit 1"
  }
}
