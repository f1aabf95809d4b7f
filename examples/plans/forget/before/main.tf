resource "terraform_data" "legacy" {
  input = "legacy"
}

resource "terraform_data" "kept" {
  input = "kept"
}
