resource "terraform_data" "policy" {
  input = "{\n  \"a\": 1,\n  \"b\": [1, 2]\n}"
}
