output "region" {
  value = "eu-west-1"
}

output "zones" {
  value = ["a", "b"]
}

output "retired" {
  value = true
}
