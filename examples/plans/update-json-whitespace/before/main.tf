resource "terraform_data" "policy" {
  input = "{\"a\":1,\"b\":[1,2]}"
}
