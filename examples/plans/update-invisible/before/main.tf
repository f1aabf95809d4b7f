resource "terraform_data" "script" {
  input = "set -eu\r\nrun --all\r\n"
}

resource "terraform_data" "label" {
  input = "north\u00a0gate"
}
