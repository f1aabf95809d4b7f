import {
  to = terraform_data.taken_over
  id = "taken-1"
}

resource "terraform_data" "taken_over" {
  input            = "x"
  triggers_replace = ["now"]
}
