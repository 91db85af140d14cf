; The installer for Windows, made by Inno Setup 6 from what packaging/build_app made:
;     iscc /DVersion=0.1.0 packaging\windows\channel-roi.iss
; Installs for one person without asking for an administrator; .roi files open with the program.

#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif

[Setup]
AppId={{3C411F79-A3D8-5DD9-A3F2-12EC29A7A6A6}
AppName=Channel ROI
AppVersion={#Version}
AppPublisher=The Channel ROI authors
DefaultDirName={autopf}\Channel ROI
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\icons\channel-roi.ico
UninstallDisplayIcon={app}\channel-roi.exe
OutputDir=..\..\build
OutputBaseFilename=channel-roi-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Files]
Source: "..\..\build\dist\channel-roi\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; What an older version had and this one has not would be loaded all the same.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\Channel ROI"; Filename: "{app}\channel-roi.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.roi"; ValueType: string; ValueData: "ChannelROI.Document"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.roi"; ValueName: "Content Type"; ValueType: string; ValueData: "application/x-channel-roi"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\ChannelROI.Document"; ValueType: string; ValueData: "Channel ROI document"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\ChannelROI.Document\DefaultIcon"; ValueType: string; ValueData: "{app}\channel-roi.exe,0"
Root: HKA; Subkey: "Software\Classes\ChannelROI.Document\shell\open\command"; ValueType: string; ValueData: """{app}\channel-roi.exe"" ""%1"""
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\channel-roi.exe"; ValueType: string; ValueData: "{app}\channel-roi.exe"; Flags: uninsdeletekey

[Run]
Filename: "{app}\channel-roi.exe"; Description: "{cm:LaunchProgram,Channel ROI}"; Flags: nowait postinstall skipifsilent
