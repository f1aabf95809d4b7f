resource "terraform_data" "tenant" {
  for_each = toset(["eu", "us-east", "with \"quotes\"", "brackets[0]", "größe ✓"])
  input    = each.key
}
