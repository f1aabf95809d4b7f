resource "terraform_data" "worker" {
  count = 3
  input = { name = "worker-${count.index}", size = 2, spot = true }
}
