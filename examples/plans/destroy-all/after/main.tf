resource "terraform_data" "worker" {
  count = 3
  input = count.index
}

output "workers" {
  value = terraform_data.worker[*].id
}
