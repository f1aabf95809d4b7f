resource "terraform_data" "worker" {
  count = 1
  input = count.index
}

resource "terraform_data" "tenant" {
  for_each = toset(["eu"])
  input    = each.key
}

resource "terraform_data" "single" {
  input = "x"
}
