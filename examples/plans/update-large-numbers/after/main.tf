resource "terraform_data" "shard" {
  input = {
    account = 9007199254740993
    ratio   = 0.1000000000000000000001
    serials = [18446744073709551616, 12]
  }
}

output "account" {
  value = 9007199254740993
}
