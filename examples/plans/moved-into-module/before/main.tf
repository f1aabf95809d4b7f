resource "terraform_data" "api" {
  input = { memory = 128, runtime = "nodejs24" }
}
