resource "terraform_data" "script" {
  input = "set -eu\nrun --all\n"
}

resource "terraform_data" "label" {
  input = "north gate"
}
