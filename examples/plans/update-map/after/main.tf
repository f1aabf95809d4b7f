resource "terraform_data" "web" {
  input = { Name = "web", Team = "payments", Stage = "prod", "cost/center" = "4711" }
}
