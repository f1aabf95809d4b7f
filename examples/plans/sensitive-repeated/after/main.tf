variable "token" {
  type      = string
  sensitive = true
  default   = "canary-9d27be-token"
}

resource "terraform_data" "secret" {
  input = var.token
}

# Somebody made it public by mistake: it repeats in a value that is not marked.
resource "terraform_data" "leak" {
  input = "curl -H 'Authorization: Bearer ${nonsensitive(var.token)}' https://example.com"
}

output "leak" {
  value = nonsensitive(base64encode(var.token))
}
