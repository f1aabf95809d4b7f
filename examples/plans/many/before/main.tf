resource "terraform_data" "old" {
  count = 12
  input = { name = "old-${count.index}" }
}

resource "terraform_data" "instance" {
  count            = 5
  input            = "web"
  triggers_replace = "v1"
}
