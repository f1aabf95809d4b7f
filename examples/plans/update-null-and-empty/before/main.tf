resource "terraform_data" "absent" {
  input = null
}

resource "terraform_data" "kind" {
  input = []
}

resource "terraform_data" "member" {
  input = { owner = null, stage = "test" }
}

resource "terraform_data" "document" {
  input = jsonencode({ owner = null, stage = "test" })
}

output "settings" {
  value = { owner = null, stage = "test" }
}
