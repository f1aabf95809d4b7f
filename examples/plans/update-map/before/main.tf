resource "terraform_data" "web" {
  input = { Name = "web", Team = "checkout", Owner = "kim", "cost/center" = "4711" }
}
