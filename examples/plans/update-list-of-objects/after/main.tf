resource "terraform_data" "rules" {
  input = [
    { port = 22, from = "10.0.0.0/8", name = "ssh" },
    { port = 8443, from = "0.0.0.0/0", name = "https" },
    { port = 9100, from = "10.0.0.0/8", name = "metrics" },
  ]
}
