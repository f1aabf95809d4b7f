resource "terraform_data" "rules" {
  input = [
    { name = "allow-office", priority = 1 },
    { name = "deny-others", priority = 2 },
    { name = "allow-metrics", priority = 3 },
  ]
}

resource "terraform_data" "zones" {
  input = [
    { weight = 5, zone = "a", kind = "primary" },
    { weight = 9, zone = "b", kind = "primary" },
    { weight = 5, zone = "c", kind = "primary" },
  ]
}
