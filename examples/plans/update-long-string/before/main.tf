resource "terraform_data" "blob" {
  input = "${join(",", [for i in range(600) : "item-${i}"])},old,${join(",", [for i in range(600) : "tail-${i}"])}"
}
