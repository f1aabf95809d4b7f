resource "terraform_data" "odd" {
  input = {
    was_string = "1"
    was_list   = ["one"]
    was_null   = null
    now_null   = { a = 1 }
    now_empty  = ["x"]
    flag       = true
    number     = 12345678
  }
}
