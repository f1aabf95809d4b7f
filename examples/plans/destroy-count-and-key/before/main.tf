resource "terraform_data" "worker" {
  count = 3
  input = count.index
}

resource "terraform_data" "tenant" {
  for_each = toset(["eu", "us"])
  input    = each.key
}

resource "terraform_data" "single" {
  count = 2
  input = "x"
}
