resource "terraform_data" "network" {
  input = "10.0.0.0/16"
}

resource "terraform_data" "service" {
  input = {
    network = terraform_data.network.id
    names   = ["api", terraform_data.network.output]
    port    = 8080
  }
}

output "network" {
  value = terraform_data.network.id
}
