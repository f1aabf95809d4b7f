resource "terraform_data" "blob" {
  input = "${join(",", [for i in range(600) : "item-${i}"])},new,${join(",", [for i in range(600) : "tail-${i}"])}"
}
