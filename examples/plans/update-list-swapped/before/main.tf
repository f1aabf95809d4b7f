resource "terraform_data" "rules" {
  input = [
    { name = "deny-others", priority = 1 },
    { name = "allow-office", priority = 2 },
    { name = "allow-metrics", priority = 3 },
  ]
}

resource "terraform_data" "zones" {
  input = [
    { weight = 5, zone = "a", kind = "primary" },
    { weight = 5, zone = "b", kind = "primary" },
    { weight = 5, zone = "c", kind = "primary" },
  ]
}
