resource "terraform_data" "shard" {
  input = {
    account = 9007199254740992
    ratio   = 0.1
    serials = [18446744073709551615, 12]
  }
}

output "account" {
  value = 9007199254740992
}
