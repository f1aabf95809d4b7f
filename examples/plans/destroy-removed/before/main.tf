resource "terraform_data" "kept" {
  input = "kept"
}

resource "terraform_data" "gone" {
  input = { name = "gone", size = 3, tags = ["a", "b"] }
}
