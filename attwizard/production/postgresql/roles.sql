-- As postgres: psql -v ON_ERROR_STOP=1 -f roles.sql
create role attwizard_owner login;
create role attwizard_app login;
grant attwizard_app to attwizard_owner;
create database attwizard owner attwizard_owner encoding 'UTF8' locale 'C.UTF-8' template template0;
