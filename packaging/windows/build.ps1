# The Windows packages, into dist\: the installer and the portable zip.  powershell packaging\windows\build.ps1
# Needs Python 3.11 (64 bit) as `py -3.11` and, for the installer, Inno Setup 6 with `iscc` on the path. Not tried here: see README.md.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
$made = "build\made"
function Checked { param([scriptblock]$Step) & $Step; if ($LASTEXITCODE) { throw "failed: $Step" } }

if (-not (Test-Path build\packing)) { Checked { py -3.11 -m venv build\packing } }
$python = "build\packing\Scripts\python.exe"
Checked { & $python -m pip install --quiet --require-hashes --only-binary :all: -r packaging\requirements-build.txt }
Remove-Item -Recurse -Force $made -ErrorAction SilentlyContinue
$env:GONGKAI_BUILT = (New-Item -ItemType Directory -Force $made).FullName
$env:PYTHONHASHSEED = "0"
Checked { & $python packaging\stamp.py $made }
Checked { & $python packaging\icons.py "$made\icons" }
Copy-Item "$made\icons\gongkai.ico" $made
Checked { & $python -m app.i18n }
Checked { & $python -m PyInstaller --noconfirm --log-level WARN --distpath $made --workpath "$made\work" packaging\gongkai.spec }
Checked { & $python packaging\licences.py $made }
$version = (Get-Content "$made\version.json" | ConvertFrom-Json).version

New-Item -ItemType Directory -Force dist | Out-Null
Copy-Item -Recurse "$made\gongkai" "$made\portable\gongkai-$version"
Copy-Item packaging\linux\portable.txt "$made\portable\gongkai-$version\portable"
Compress-Archive -Force "$made\portable\gongkai-$version" "dist\gongkai-$version-windows-x64-portable.zip"
if (Get-Command iscc -ErrorAction SilentlyContinue) { Checked { iscc /Qp "/DVersion=$version" packaging\windows\gongkai.iss } }
Get-ChildItem dist -Filter "gongkai*windows*" | Get-FileHash -Algorithm SHA256 |
  ForEach-Object { "$($_.Hash.ToLower())  $(Split-Path -Leaf $_.Path)" } | Set-Content -Encoding ascii dist\SHA256SUMS-windows
