variable "password" {
  type      = string
  sensitive = true
  default   = "canary-5f1c0a-new"
}

resource "terraform_data" "database" {
  input = {
    name     = "orders"
    password = var.password
    size     = 20
  }
}

output "dsn" {
  value     = "postgres://orders:${var.password}@db/orders"
  sensitive = true
}
