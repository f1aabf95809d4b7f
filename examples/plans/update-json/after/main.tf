resource "terraform_data" "policy" {
  input = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Read", Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = "arn:aws:s3:::reports/*" },
      { Sid = "Deny", Effect = "Deny", Action = "s3:DeleteObject", Resource = "*" },
    ]
  })
}
