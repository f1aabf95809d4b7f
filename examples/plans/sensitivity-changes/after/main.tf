resource "terraform_data" "now_sensitive" {
  input = { key = sensitive("canary-77aa01-key"), name = "a" }
}

resource "terraform_data" "no_longer" {
  input = { key = "public-value", name = "a" }
}
