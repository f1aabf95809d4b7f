resource "terraform_data" "odd" {
  input = {
    was_string = 1
    was_list   = "one"
    was_null   = ["now a list"]
    now_null   = null
    now_empty  = []
    flag       = false
    number     = 12345678.5
  }
}
