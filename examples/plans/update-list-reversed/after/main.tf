resource "terraform_data" "rules" {
  input = reverse([for i in range(1010) : format("rule-%04d", i)])
}
