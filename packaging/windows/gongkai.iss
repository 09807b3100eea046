; Inno Setup 6: an installer for one user, without administrator's rights, in Chinese. See packaging/README.md.
;   iscc /DVersion=0.7.0 packaging\windows\gongkai.iss
; The folder build\made\gongkai must be there: pyinstaller makes it of packaging\gongkai.spec.
; Chinese messages: Inno Setup carries ChineseSimplified.isl among its unofficial translations; put it beside this file.

#ifndef Version
  #error Say which version: iscc /DVersion=0.7.0
#endif
#define Packed "..\..\build\made\gongkai"

[Setup]
AppId={{6E6B5D57-3C53-4B7A-9C0E-7A0F1C3B2D41}
AppName=公开年报
AppVersion={#Version}
AppVerName=公开年报 {#Version}
AppPublisher=Gongkai
VersionInfoVersion={#Version}.0
DefaultDirName={autopf}\Gongkai
DefaultGroupName=公开年报
DisableProgramGroupPage=yes
DisableDirPage=auto
; For this user alone; one who may can choose all users by /ALLUSERS on the command line.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Qt 6 needs Windows 10, version 1809.
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=gongkai-{#Version}-windows-x64-setup
SetupIconFile=..\..\build\made\gongkai.ico
UninstallDisplayIcon={app}\gongkaiw.exe
LicenseFile=..\..\LICENSE
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
; 0x0804 first: an office's Windows speaks Chinese, and so does this.
ShowLanguageDialog=no
LanguageDetectionMethod=none

[Languages]
Name: "zh"; MessagesFile: "ChineseSimplified.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[InstallDelete]
; A new version takes the place of the old one whole; nothing of the user's lies there, unless the folder is a portable one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Packed}\*"; DestDir: "{app}"; Excludes: "portable,data"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\公开年报"; Filename: "{app}\gongkaiw.exe"; AppUserModelID: "Gongkai.Gongkai"
Name: "{autodesktop}\公开年报"; Filename: "{app}\gongkaiw.exe"; Tasks: desktopicon; AppUserModelID: "Gongkai.Gongkai"

[Registry]
Root: HKA; Subkey: "Software\Classes\.gongkai"; ValueType: string; ValueName: ""; ValueData: "Gongkai.Handover"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Gongkai.Handover"; ValueType: string; ValueName: ""; ValueData: "公开年报移交文件"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Gongkai.Handover\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\gongkaiw.exe,0"
Root: HKA; Subkey: "Software\Classes\Gongkai.Handover\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\gongkaiw.exe"" ""%1"""
; `gongkai` in the Run box and in a console
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\gongkai.exe"; ValueType: string; ValueName: ""; ValueData: "{app}\gongkai.exe"; Flags: uninsdeletekey

[Run]
Filename: "{app}\gongkaiw.exe"; Description: "{cm:LaunchProgram,公开年报}"; Flags: nowait postinstall skipifsilent
