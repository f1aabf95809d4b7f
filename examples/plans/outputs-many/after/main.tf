output "hosts" {
  value = [for i in range(280) : "host-${i}"]
}

output "endpoint" {
  value = "https://new.example"
}

output "zone" {
  value = "eu"
}
