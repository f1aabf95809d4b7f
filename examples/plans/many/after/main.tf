resource "terraform_data" "cell" {
  count = 60
  input = { name = "cell-${count.index}", zone = count.index % 3, tags = ["a", "b", "c"] }
}

resource "terraform_data" "instance" {
  count            = 5
  input            = "web"
  triggers_replace = "v2"
}
