output "hosts" {
  value = ["host-0"]
}

output "endpoint" {
  value = "https://old.example"
}
