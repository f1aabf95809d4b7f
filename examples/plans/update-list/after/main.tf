resource "terraform_data" "firewall" {
  input = ["10.0.0.1", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"]
}
