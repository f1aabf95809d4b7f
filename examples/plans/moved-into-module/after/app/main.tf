variable "size" {
  type = number
}

resource "terraform_data" "api" {
  input = { memory = var.size, runtime = "nodejs24" }
}
