resource "terraform_data" "absent" {
  input = []
}

resource "terraform_data" "kind" {
  input = {}
}

resource "terraform_data" "member" {
  input = { stage = "test", zones = [] }
}

resource "terraform_data" "document" {
  input = jsonencode({ stage = "test" })
}

output "settings" {
  value = { stage = "test" }
}
