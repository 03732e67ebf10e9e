-- What neovim shows of the same workspace that the VS Code suite opens.
local editor = require('editor')

local MISSING = { '24:14-24:33 run-deployer-missing-actas' }

local ACT_AS = [[

resource "google_service_account_iam_member" "ci_actas_api" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:${google_service_account.ci.email}"
}]]

return {
  {
    'findings of a Terraform file',
    function() editor.until_findings(editor.open('infra/main.tf', 'terraform'), MISSING) end,
  },
  {
    'findings of a Config Connector manifest',
    function()
      local buffer = editor.open('config/reader.yaml', 'yaml')
      editor.until_findings(buffer, { '5:10-5:25 member-missing-prefix', '6:8-6:34 role-wrong-case' })
    end,
  },
  {
    'hover over a role',
    function()
      local buffer = editor.open('infra/main.tf', 'terraform')
      local contents = editor.hover(buffer, 24, 20).contents
      local text = contents.value or contents
      assert(text:find('Cloud Run Developer', 1, true), text)
    end,
  },
  {
    'a fix applied',
    function()
      local buffer = editor.open('infra/main.tf', 'terraform')
      editor.until_findings(buffer, MISSING)
      local before = editor.text(buffer)
      local fixes = vim.tbl_filter(
        function(action) return vim.startswith(action.title, 'Grant ') end,
        editor.actions(buffer, 24)
      )
      editor.equal(#fixes, 1)
      editor.apply(buffer, fixes[1])
      editor.equal(editor.text(buffer), before .. '\n' .. ACT_AS)
      editor.until_findings(buffer, {})
    end,
  },
}
