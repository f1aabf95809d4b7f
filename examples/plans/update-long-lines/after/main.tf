locals {
  noise = join("", [for i in range(90) : "0123456789"])
}

resource "terraform_data" "script" {
  input = "#!/bin/sh\necho ${local.noise}right\nexit\n"
}

resource "terraform_data" "list" {
  input = ["${local.noise}right"]
}
