output "region" {
  value = "eu-central-1"
}

output "zones" {
  value = ["a", "c"]
}

output "limits" {
  value = { cpu = 4, memory = "8Gi" }
}
