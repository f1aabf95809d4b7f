resource "terraform_data" "hostile" {
  for_each = toset(["`tick`", "</details><h1>x", "a|b", "@octocat #1", "--> <!--", "```"])
  input    = each.key
}

resource "terraform_data" "text" {
  input = {
    fence   = "```\n````\n</details>\n# not a heading\n@octocat closes #1"
    html    = "<img src=x onerror=alert(1)> <!-- -->"
    bidi    = "abc\u202edcb\u2066x"
    control = "\u001b[31mred\u001b[0m\u0000\rback"
    emoji   = "👩‍💻 ✅"
    command = "##[set-output name=approved]true"
  }
}

output "link" {
  value = "[click](https://evil.example) GH-1 octo/repo#1 www.evil.example"
}
